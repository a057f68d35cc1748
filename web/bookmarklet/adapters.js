// Where each webmail keeps the bytes of the messages that are open or selected. An adapter looks at one window and gives [ids, id => Promise<bytes>];
// in a window that is not its webmail's it gives nothing or throws, as it happens: the next one is asked then. `lossy` bytes are a copy, not the original.
// `load(url, options, isPage)` gives the bytes at an address of the window's own site. Short on purpose: all of this is one bookmark (6 KB).

const lossy = (bytes) => Object.assign(bytes, { lossy: true });
const encode = encodeURIComponent;
const toText = (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const toBytes = (text) => new TextEncoder().encode(text);
const cookie = (document, name) => decodeURIComponent(document.cookie.match(`(?:^|; )${name}=([^;]*)`)[1]);
const orElse = (ids, id) => (ids?.length ? ids : id ? [id] : []);

function roundcube({ rcmail: mail }, document, location, load) {
  // Without _save the server "formats" the source: CR, NUL and trailing tabs are lost.
  return mail.task === 'mail' && [orElse(mail.message_list?.get_selection(), mail.env.uid), (id) => load(mail.secure_url(mail.url('viewsource', mail.params_from_uid(id, { _save: 1 }))))];
}

function horde({ ImpBase: list, ImpMessage: popup, ImpCore: core }, document, location, load) {
  const base = core.conf.URI_VIEW;
  return [popup ? [{ VP_id: popup.buid, VP_view: popup.mbox }] : list.viewport.getSelected().get('dataob'), (mail) =>
    load(`${base + (/\?/.test(base) ? '&' : '?')}actionID=view_source&id=0&buid=${encode(mail.VP_id)}&mailbox=${encode(mail.VP_view)}`)];
}

function sogo({ angular, UserFolderURL: root }, document, location, load) {
  const folder = angular.element(document.body).injector().get('Mailbox').selectedFolder;
  return [orElse(folder.selectedMessages().map((mail) => mail.uid), folder.$selectedMessage), async (id) => {
    const answer = await load(`${root}Mail/${folder.id.split('/').map(encode).join('/')}/${id}/export`, { headers: { 'X-XSRF-TOKEN': cookie(document, 'XSRF-TOKEN') } });
    // SOGo takes the CR from each line end, reads the rest as ISO-8859-1 and sends it as UTF-8: a code point is a byte. IMAP knows no other line end than CRLF.
    const text = toText(answer).replace(/\r?\n/g, '\r\n');
    return /[^\0-\xff]/.test(text) ? lossy(answer) : Uint8Array.from(text, (letter) => letter.charCodeAt());
  }];
}

function snappymail({ rl: { app } }, document, location, load) {
  return [app.messageList.listCheckedOrSelected(), (mail) => load(mail.downloadLink())];
}

function rainloop({ rl }, document, location, load) {
  return rl && [[document.querySelector('a[href*="/ViewAsPlain/"]').href], load];
}

function nextcloud(window, document, { pathname }, load) {
  const [, root, id] = pathname.match(/^(.*)\/apps\/mail\/(?:.*\/thread\/(\d+))?/);
  return [orElse([], id), () => load(`${root}/apps/mail/api/messages/${id}/export`)];
}

function zimbra({ appCtxt, parentAppCtxt }, document, location, load) {
  const controller = (appCtxt ?? parentAppCtxt).getCurrentController();
  return [orElse(controller.getSelection?.(), controller.getMsg?.()), (mail) => load(`/service/home/~/?auth=co&view=text&id=${encode(`${mail.id}`.replace('-', ''))}`)];
}

function cypht(window, document, { search }, load) {
  const asked = new URLSearchParams(search);
  const [, server, folder] = asked.get('list_path').match(/^imap_(.+)_(\w+)$/);
  return asked.get('page') === 'message' && [[asked.get('uid')], async (id) => lossy(toBytes(new DOMParser().parseFromString(
    toText(await load(`?page=message_source&imap_msg_uid=${encode(id)}&imap_server_id=${server}&imap_folder=${folder}`, {}, 1)), 'text/html').querySelector('pre.msg_source').textContent))];
}

function gmail(window, document, { hostname, origin, pathname, search }, load) {
  if (hostname !== 'mail.google.com' || /view=om/.test(search)) return null;
  const shown = [...document.querySelectorAll('.adn[data-message-id]')].filter((mail) => mail.offsetParent).pop();
  // Google answers a repeated address with a redirect that scripts may not follow.
  const read = (id) => load(`${origin + pathname}?view=att&permmsgid=${id}&attid=0&disp=comp&safe=1&zw&cacheCounter=${Date.now()}`);
  return [orElse([], shown?.dataset.messageId.replace('#', '')), (id) => read(id).catch(() => read(id))];
}

function owa(window, document, { pathname }, load) {
  const canary = cookie(document, 'X-OWA-CANARY');
  const typed = (name, more) => ({ __type: `${name}:#Exchange`, ...more });
  const idOf = (id) => typed('ItemId', { Id: id });
  const ask = async (action, body, shape) => JSON.parse(toText(await load(`/owa/service.svc?action=${action}`, {
    method: 'POST',
    headers: { Action: action, 'X-OWA-CANARY': canary, 'Content-Type': 'application/json', 'X-OWA-UrlPostData': encode(JSON.stringify(typed(`${action}JsonRequest`, {
      Header: typed('JsonRequestHeaders', { RequestServerVersion: 'Exchange2013' }),
      Body: typed(`${action}Request`, { ...body, ItemShape: typed('ItemResponseShape', { BaseShape: 'IdOnly', ...shape }) }),
    }))) },
  }))).Body.ResponseMessages.Items[0];
  return /^\/owa\//.test(pathname) && [[...document.querySelectorAll('div[aria-selected=true][data-convid]')], async (row) => {
    const found = await ask('GetConversationItems', { Conversations: [typed('ConversationRequestType', { ConversationId: idOf(row.dataset.convid) })] });
    const mail = await ask('GetItem', { ItemIds: [idOf(found.Conversation.ConversationNodes[0].Items[0].ItemId.Id)] }, { IncludeMimeContent: true });
    // Exchange writes the message anew from its own parts.
    return lossy(Uint8Array.from(atob(mail.Items[0].MimeContent.Value), (letter) => letter.charCodeAt()));
  }];
}

// Any page that shows nothing but a message's source: as a file again where the page may fetch itself, else what is on the screen.
function source(window, document, location, load) {
  const shown = (document.querySelector('#raw_message_text')?.textContent ?? document.body.innerText).trimStart();
  const copy = () => lossy(toBytes(shown));
  return /^(?:[!-9;-~]+:.*\n(?:[ \t].*\n)*){2}/.test(shown) && [[1], async () => (/html/.test(document.contentType) ? copy() : load(location.href).catch(copy))];
}

const ADAPTERS = { Roundcube: roundcube, Horde: horde, SOGo: sogo, SnappyMail: snappymail, RainLoop: rainloop, 'Nextcloud Mail': nextcloud, Zimbra: zimbra, Cypht: cypht, Gmail: gmail, Outlook: owa, source };

// [webmail, ids, id => Promise<bytes>] of the first window of this page, frames included, in which something is selected; without ids if there is no such.
export function find(top) {
  let known = ['', []];
  for (let at = -1; at < top.length; ++at) {
    for (const name in ADAPTERS) {
      try {
        const window = at < 0 ? top : top[at];
        const { document, location } = window;
        const [ids, read] = ADAPTERS[name](window, document, location, async (url, options, isPage) => {
          const answer = await fetch(new URL(url, document.baseURI), { cache: 'no-store', ...options });
          // A sign-in page or an error in place of the message.
          if (!answer.ok || (!isPage && /html/.test(answer.headers.get('content-type')))) throw 0;
          return new Uint8Array(await answer.arrayBuffer());
        });
        known = [name, ids, read];
        if (ids.length) return known;
      } catch { /* not this one */ }
    }
  }
  return known;
}
