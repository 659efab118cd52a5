// Talks to the office: what it says is believed only when it is an answer of ours.
"use strict";

const PATIENCE = 30000;
const SIGN_IN = 401;
const WRONG_TOKEN = 403;

async function ask(address, options) {
  const wait = new AbortController();
  const timer = setTimeout(() => wait.abort(), PATIENCE);
  const asked = { credentials: "same-origin", cache: "no-store", redirect: "manual", signal: wait.signal };
  try {
    const answer = await fetch(address, Object.assign(asked, options));
    if (answer.status === SIGN_IN) {
      return { state: "signin" };
    }
    // a page where an answer should be: the door of some other network, or a fault
    const ours = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (!answer.ok || !ours) {
      return { state: answer.status === WRONG_TOKEN ? "token" : "error" };
    }
    return { state: "ok", body: await answer.json() };
  } catch (fault) {
    return { state: "offline" };
  } finally {
    clearTimeout(timer);
  }
}

// the doors, with the token for the next message
export function fetchList(addresses) {
  return ask(addresses.list, {});
}

export function post(addresses, token, entries) {
  return ask(addresses.sync, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ entries }),
  });
}
