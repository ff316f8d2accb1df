//! Who may come in: the browser that the program itself opened, and nobody else on this machine or beyond it.

use std::sync::Mutex;
use std::sync::PoisonError;

use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

/// The one-time token, the session that it is exchanged for, and the names under which this server may be asked.
#[derive(Debug)]
pub(crate) struct Gate {
    token: Mutex<Option<String>>,
    session: String,
    cookie: String,
    hosts: [String; 2],
}

impl Gate {
    /// A gate with fresh secrets for a server on this port. Returns the token too.
    pub(crate) fn new(port: u16) -> (Self, String) {
        let token = secret();
        let gate = Self {
            token: Mutex::new(Some(token.clone())),
            session: secret(),
            // Cookies are shared between the ports of a host.
            cookie: format!("taizhang_{port}"),
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
        };
        (gate, token)
    }

    /// Takes the token, once. Returns the cookie to set.
    pub(crate) fn exchange(&self, token: &str) -> Option<String> {
        let mut wanted = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        if !wanted.as_deref().is_some_and(|wanted| same(wanted, token)) {
            return None;
        }
        *wanted = None;
        let (cookie, session) = (&self.cookie, &self.session);
        Some(format!("{cookie}={session}; Path=/; HttpOnly; SameSite=Strict"))
    }

    /// Whether a request names this server, and comes from its own pages where it says whence it comes. A name that
    /// merely resolves to 127.0.0.1 (DNS rebinding) is refused. A request that may change something has to say whence.
    pub(crate) fn is_own(&self, method: &Method, headers: &HeaderMap) -> bool {
        let Some(host) = text(headers, HOST.as_str()) else {
            return false;
        };
        if !self.hosts.iter().any(|own| own == host) {
            return false;
        }
        match text(headers, ORIGIN.as_str()) {
            Some(origin) => origin.strip_prefix("http://") == Some(host),
            None => method == Method::GET && !headers.contains_key(ORIGIN),
        }
    }

    /// Whether a request carries the session.
    pub(crate) fn is_known(&self, headers: &HeaderMap) -> bool {
        let cookies = headers
            .get_all(COOKIE)
            .into_iter()
            .filter_map(|value| value.to_str().ok());
        let mut pairs = cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.cookie && same(value, &self.session))
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).into_iter();
    let first = values.next()?.to_str().ok()?;
    // Two of them are one too many to trust.
    values.next().is_none().then_some(first)
}

/// 244 random bits.
fn secret() -> String {
    format!(
        "{}{}",
        uuid::Uuid::new_v4().simple(),
        uuid::Uuid::new_v4().simple()
    )
}

/// Compares without telling by its time how much was right.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |diff, (a, b)| diff | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method};

    use super::Gate;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn only_this_server_and_its_own_pages_are_meant() {
        let (gate, _) = Gate::new(4000);
        let own = |method: &Method, pairs: &[(&'static str, &str)]| gate.is_own(method, &headers(pairs));
        let (get, post) = (Method::GET, Method::POST);
        assert!(own(&get, &[("host", "127.0.0.1:4000")]));
        assert!(own(&get, &[("host", "localhost:4000")]));
        assert!(own(
            &post,
            &[("host", "127.0.0.1:4000"), ("origin", "http://127.0.0.1:4000")]
        ));
        assert!(!own(&post, &[("host", "127.0.0.1:4000")]));
        assert!(!own(&post, &[("host", "127.0.0.1:4000"), ("origin", "null")]));
        assert!(!own(
            &post,
            &[("host", "127.0.0.1:4000"), ("origin", "http://localhost:4000")]
        ));
        assert!(!own(
            &post,
            &[("host", "127.0.0.1:4000"), ("origin", "https://127.0.0.1:4000")]
        ));
        assert!(!own(&get, &[("host", "127.0.0.1:4001")]));
        assert!(!own(&get, &[("host", "evil.example")]));
        assert!(!own(
            &get,
            &[("host", "127.0.0.1:4000"), ("host", "evil.example")]
        ));
        assert!(!own(
            &get,
            &[("host", "127.0.0.1:4000"), ("origin", "http://evil.example")]
        ));
        assert!(!own(&get, &[]));
    }

    #[test]
    fn the_token_works_once_and_gives_the_session() {
        let (gate, token) = Gate::new(4000);
        assert_eq!(gate.exchange("x"), None);
        let cookie = gate.exchange(&token).unwrap();
        assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
        assert_eq!(gate.exchange(&token), None);
        let pair = cookie.split(';').next().unwrap();
        assert!(gate.is_known(&headers(&[("cookie", &format!("a=b; {pair}"))])));
        assert!(!gate.is_known(&headers(&[("cookie", "taizhang_4000=")])));
        assert!(!gate.is_known(&headers(&[])));
    }
}
