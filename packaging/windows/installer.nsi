; The installer for one person: no administrator, Chinese and English, silent with /S, ledgers are never touched.
; makensis -DVERSION=1.2.3 -DFILES=folder -DSIZE=kilobytes -DICON=file -DOUT=setup.exe [-DWEBVIEW2=file] installer.nsi

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true
!include MUI2.nsh
!include LogicLib.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\taizhang"
!define RUNTIME "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

Name "迎检台账"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\taizhang"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "迎检台账"
VIAddVersionKey /LANG=2052 "FileDescription" "迎检台账 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT OR Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\taizhang-desktop.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString OPENS ${LANG_SIMPCHINESE} "用迎检台账打开"
LangString OPENS ${LANG_ENGLISH} "Open with 迎检台账"
LangString LEDGER ${LANG_SIMPCHINESE} "迎检台账"
LangString LEDGER ${LANG_ENGLISH} "迎检台账 ledger"
LangString BROWSER ${LANG_SIMPCHINESE} "迎检台账（浏览器）"
LangString BROWSER ${LANG_ENGLISH} "迎检台账 (browser)"
LangString NO_RUNTIME ${LANG_SIMPCHINESE} "本机没有 WebView2 运行时，窗口暂时打不开。程序会改用浏览器，功能相同；也可以请管理员安装 WebView2 离线包，装好后窗口即可使用。"
LangString NO_RUNTIME ${LANG_ENGLISH} "This computer has no WebView2 runtime, which the window needs. Until it is installed, the program opens in your browser and does the same."
LangString IN_USE ${LANG_SIMPCHINESE} "迎检台账正在运行。请先关闭它，再点“重试”。"
LangString IN_USE ${LANG_ENGLISH} "迎检台账 is running. Close it, then retry."

Function .onInit
  ; The display language of the system, Chinese where it is neither.
  ${If} $LANGUAGE != ${LANG_ENGLISH}
    StrCpy $LANGUAGE ${LANG_SIMPCHINESE}
  ${EndIf}
FunctionEnd

; $0: the version of the runtime, empty without one.
Function FindRuntime
  SetRegView 32
  ReadRegStr $0 HKLM "SOFTWARE\${RUNTIME}" "pv"
  SetRegView 64
  ${If} $0 == ""
    ReadRegStr $0 HKCU "Software\${RUNTIME}" "pv"
  ${EndIf}
  ${If} $0 == "0.0.0.0"
    StrCpy $0 ""
  ${EndIf}
FunctionEnd

; A program that runs can't be replaced: its file can't be opened for writing. Asked before anything is changed, by the
; installer and by the uninstaller: half a version is worse than the old one.
!macro NotRunning UN
Function ${UN}NotRunning
  again:
  StrCpy $2 ""
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\taizhang-desktop.exe"
    FileOpen $1 "$INSTDIR\taizhang-desktop.exe" a
    ${If} ${Errors}
      StrCpy $2 "busy"
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\taizhang.exe"
    FileOpen $1 "$INSTDIR\taizhang.exe" a
    ${If} ${Errors}
      StrCpy $2 "busy"
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${If} $2 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IN_USE)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
    Abort
  ${EndIf}
FunctionEnd
!macroend
!insertmacro NotRunning ""
!insertmacro NotRunning "un."

; Explorer reads associations anew.
!macro Associations
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  Call NotRunning
  SetOutPath "$INSTDIR"
  File "${FILES}\taizhang-desktop.exe"
  File "${FILES}\taizhang.exe"
  File "${FILES}\WebView2Loader.dll"
  File "${FILES}\LICENSES.html"
  File "${FILES}\安装与部署.html"
  File "${FILES}\用浏览器打开.cmd"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\迎检台账"
  CreateShortcut "$SMPROGRAMS\迎检台账\迎检台账.lnk" "$INSTDIR\taizhang-desktop.exe"
  ; Minimised: the console that the command line has stays out of the way.
  CreateShortcut "$SMPROGRAMS\迎检台账\$(BROWSER).lnk" "$INSTDIR\taizhang.exe" "serve" "$INSTDIR\taizhang-desktop.exe" 0 SW_SHOWMINIMIZED

  ; A ledger is a folder: its menu gets a line, and its database may be opened with the program. Nobody else's
  ; .sqlite files change their program.
  WriteRegStr HKCU "Software\Classes\taizhang.ledger" "" "$(LEDGER)"
  WriteRegStr HKCU "Software\Classes\taizhang.ledger\DefaultIcon" "" "$INSTDIR\taizhang-desktop.exe,0"
  WriteRegStr HKCU "Software\Classes\taizhang.ledger\shell\open\command" "" '"$INSTDIR\taizhang-desktop.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.sqlite\OpenWithProgids" "taizhang.ledger" ""
  WriteRegStr HKCU "Software\Classes\Directory\shell\taizhang" "" "$(OPENS)"
  WriteRegStr HKCU "Software\Classes\Directory\shell\taizhang" "Icon" "$INSTDIR\taizhang-desktop.exe,0"
  WriteRegStr HKCU "Software\Classes\Directory\shell\taizhang\command" "" '"$INSTDIR\taizhang-desktop.exe" "%1"'

  WriteRegStr HKCU "${KEY}" "DisplayName" "迎检台账"
  WriteRegStr HKCU "${KEY}" "Publisher" "taizhang"
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\taizhang-desktop.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  !insertmacro Associations

  Call FindRuntime
!ifdef WEBVIEW2
  ${If} $0 == ""
    InitPluginsDir
    File "/oname=$PLUGINSDIR\webview2.exe" "${WEBVIEW2}"
    ExecWait '"$PLUGINSDIR\webview2.exe" /silent /install'
    Call FindRuntime
  ${EndIf}
!endif
  ${If} $0 == ""
    MessageBox MB_OK|MB_ICONINFORMATION "$(NO_RUNTIME)" /SD IDOK
  ${EndIf}
SectionEnd

; Only what was installed, by name: a ledger that somebody keeps in this folder stays.
Section Uninstall
  Call un.NotRunning
  Delete "$INSTDIR\taizhang-desktop.exe"
  Delete "$INSTDIR\taizhang.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LICENSES.html"
  Delete "$INSTDIR\安装与部署.html"
  Delete "$INSTDIR\用浏览器打开.cmd"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\迎检台账\*.lnk"
  RMDir "$SMPROGRAMS\迎检台账"
  DeleteRegKey HKCU "Software\Classes\taizhang.ledger"
  DeleteRegValue HKCU "Software\Classes\.sqlite\OpenWithProgids" "taizhang.ledger"
  DeleteRegKey HKCU "Software\Classes\Directory\shell\taizhang"
  DeleteRegKey HKCU "${KEY}"
  !insertmacro Associations
SectionEnd
