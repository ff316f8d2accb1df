import { createRouter, createWebHashHistory } from 'vue-router'
import { useApp } from './stores/app'

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'start', component: () => import('./pages/start/StartPage.vue') },
    { path: '/overview', name: 'overview', component: () => import('./pages/overview/OverviewPage.vue') },
    { path: '/material', name: 'material', component: () => import('./pages/material/MaterialPage.vue') },
    { path: '/activity', name: 'activity', component: () => import('./pages/activity/ActivityPage.vue') },
    { path: '/indicator', name: 'indicator', component: () => import('./pages/indicator/IndicatorPage.vue') },
    { path: '/problem', name: 'problem', component: () => import('./pages/problem/ProblemPage.vue') },
    { path: '/people', name: 'people', component: () => import('./pages/people/PeoplePage.vue') },
    { path: '/review', name: 'review', component: () => import('./pages/review/ReviewPage.vue') },
    { path: '/export', name: 'export', component: () => import('./pages/export/ExportPage.vue') },
    { path: '/received', name: 'received', component: () => import('./pages/received/ReceivedPage.vue') },
    { path: '/settings', name: 'settings', component: () => import('./pages/settings/SettingsPage.vue') },
    { path: '/manual', name: 'manual', component: () => import('./pages/manual/ManualPage.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})

/** Pages that need no open ledger. */
const FREE: readonly unknown[] = ['start', 'manual', 'received']

// Every other page is about an open ledger.
router.beforeEach(async (to) => {
  const app = useApp()
  if (!app.info) await app.load()
  if (!FREE.includes(to.name) && !app.ledger) return { name: 'start' }
  if (to.name === 'start' && app.ledger && to.redirectedFrom === undefined && to.query.stay === undefined && first) {
    first = false
    return { name: 'overview' }
  }
  first = false
  return true
})

let first = true
