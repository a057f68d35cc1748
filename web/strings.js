// The words of the page's own HTML: sign-in, link card, crash screen. By key, in every language the portal has.
// {name} is replaced by a parameter. English is the fallback of a text that a language lacks (a test forbids it).

export const TEXTS = {
  en: {
    languageName: 'English', signIn: 'Sign in', signInHint: 'to see the mail that was held for you', signInFor: 'to see the mail held for {domain}',
    email: 'E-mail or user name', password: 'Password', showPassword: 'Show password', hidePassword: 'Hide password',
    stay: 'Stay signed in on this device', signingIn: 'Signing in', tagline: 'Mail that was held back, and why.', flags: 'Signal flags that spell Pratique',
    loginMissing: 'Enter your e-mail address or your user name', passwordMissing: 'Enter your password',
    frameTooSmall: 'This frame is too small to act in. Make it larger, or open the portal in a tab of its own',
    ticketOver: 'The link has expired. Open it again from where you came from, or sign in',
    wrongSignIn: 'The address or the password is not right', throttledOne: 'Too many tries. Try again in {seconds} second', throttled: 'Too many tries. Try again in {seconds} seconds', throttledOver: 'You can try again now',
    offline: 'There is no connection to the server. Check your network, then try again', unavailable: 'The server cannot answer at the moment. Try again in a minute',
    badReply: 'The server answered in a way this page does not understand. Request {request}', language: 'Language', theme: 'Theme', themeSystem: 'As the system', themeLight: 'Light', themeDark: 'Dark', themeContrast: 'High contrast',
    opening: 'Opening your mail', noWebGl: 'This browser cannot draw the portal: WebGL 2 is missing or switched off', loadFailed: 'The portal could not be loaded. Check your network, then try again', tryAgain: 'Try again',
    linkGoesTo: 'This link goes to', copyLink: 'Copy address', linkCopied: 'Copied', close: 'Close', copied: 'Copied',
    crashTitle: 'The portal has stopped', crashText: 'Your mail is safe: nothing is released or removed without your order. Load the page again to go on. If it happens again, send the report below to your administrator.',
    crashReload: 'Load again', crashCopy: 'Copy the report', crashReport: 'Report',
  },
  de: {
    languageName: 'Deutsch', signIn: 'Anmelden', signInHint: 'um die Mails zu sehen, die für Sie zurückgehalten wurden', signInFor: 'um die zurückgehaltenen Mails von {domain} zu sehen',
    email: 'E-Mail oder Benutzername', password: 'Passwort', showPassword: 'Passwort zeigen', hidePassword: 'Passwort verbergen',
    stay: 'Auf diesem Gerät angemeldet bleiben', signingIn: 'Anmeldung läuft', tagline: 'Zurückgehaltene Mails, und warum.', flags: 'Signalflaggen, die Pratique buchstabieren',
    loginMissing: 'Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein', passwordMissing: 'Geben Sie Ihr Passwort ein',
    frameTooSmall: 'Dieser Rahmen ist zu klein, um darin etwas zu tun. Machen Sie ihn größer oder öffnen Sie das Portal in einem eigenen Tab',
    ticketOver: 'Der Link ist abgelaufen. Öffnen Sie ihn noch einmal von dort, woher Sie kamen, oder melden Sie sich an',
    wrongSignIn: 'Die Adresse oder das Passwort stimmt nicht', throttledOne: 'Zu viele Versuche. In {seconds} Sekunde geht es wieder', throttled: 'Zu viele Versuche. In {seconds} Sekunden geht es wieder', throttledOver: 'Sie können es jetzt wieder versuchen',
    offline: 'Keine Verbindung zum Server. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal', unavailable: 'Der Server kann gerade nicht antworten. Versuchen Sie es in einer Minute noch einmal',
    badReply: 'Der Server hat anders geantwortet, als diese Seite es versteht. Anfrage {request}', language: 'Sprache', theme: 'Farben', themeSystem: 'Wie das System', themeLight: 'Hell', themeDark: 'Dunkel', themeContrast: 'Hoher Kontrast',
    opening: 'Ihre Mails werden geöffnet', noWebGl: 'Dieser Browser kann das Portal nicht zeichnen: WebGL 2 fehlt oder ist abgeschaltet', loadFailed: 'Das Portal konnte nicht geladen werden. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal', tryAgain: 'Noch einmal versuchen',
    linkGoesTo: 'Dieser Link führt zu', copyLink: 'Adresse kopieren', linkCopied: 'Kopiert', close: 'Schließen', copied: 'Kopiert',
    crashTitle: 'Das Portal ist stehen geblieben', crashText: 'Ihre Mails sind sicher: Ohne Ihren Auftrag wird nichts zugestellt oder entfernt. Laden Sie die Seite neu. Geschieht es wieder, schicken Sie den Bericht an Ihre Administration.',
    crashReload: 'Neu laden', crashCopy: 'Bericht kopieren', crashReport: 'Bericht',
  },
};

let language = 'en';

// "de-AT" is German; an unknown tag is English.
export function languageOf(tag) {
  const short = String(tag ?? '').toLowerCase().split('-')[0];
  return short in TEXTS ? short : 'en';
}

export function setTextLanguage(tag) {
  language = languageOf(tag);
  return language;
}

export function text(key, parameters = {}) {
  const found = TEXTS[language][key] ?? TEXTS.en[key];
  return found.replace(/\{(\w+)\}/g, (whole, name) => parameters[name] ?? whole);
}
