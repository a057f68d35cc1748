// The words of the page's own HTML: sign-in, link card, crash screen. By key, in every language the portal has.
// {name} is replaced by a parameter. English is the fallback of a text that a language lacks (a test forbids it).
import { SIGN_IN_TEXTS } from './sign_in_texts.js';
import { createWords } from './words.js';

export const TEXTS = {
  en: {
    ...SIGN_IN_TEXTS.en,
    otherWays: 'Sign in without a password', languageName: 'English', signInHint: 'to see the mail that was held for you', signInFor: 'to see the mail held for {domain}',
    showPassword: 'Show password', hidePassword: 'Hide password',
    frameTooSmall: 'This frame is too small to act in. Make it larger, or open the portal in a tab of its own',
    ticketOver: 'The link has expired. Open it again from where you came from, or sign in',
    tagline: 'Mail that was held back, and why.', flags: 'Signal flags that spell Pratique',
    language: 'Language', theme: 'Theme', themeSystem: 'As the system', themeLight: 'Light', themeDark: 'Dark', themeContrast: 'High contrast',
    opening: 'Opening your mail', noWebGl: 'This browser cannot draw the portal: WebGL 2 is missing or switched off', loadFailed: 'The portal could not be loaded. Check your network, then try again',
    linkGoesTo: 'This link goes to', copyLink: 'Copy address', linkCopied: 'Copied', copied: 'Copied',
    crashTitle: 'The portal has stopped', crashText: 'Your mail is safe: nothing is released or removed without your order. Load the page again to go on. If it happens again, send the report below to your administrator.',
    crashReload: 'Load again', crashCopy: 'Copy the report', crashReport: 'Report',
  },
  de: {
    ...SIGN_IN_TEXTS.de,
    otherWays: 'Ohne Passwort anmelden', languageName: 'Deutsch', signInHint: 'um die Mails zu sehen, die für Sie zurückgehalten wurden', signInFor: 'um die zurückgehaltenen Mails von {domain} zu sehen',
    showPassword: 'Passwort zeigen', hidePassword: 'Passwort verbergen',
    frameTooSmall: 'Dieser Rahmen ist zu klein, um darin etwas zu tun. Machen Sie ihn größer oder öffnen Sie das Portal in einem eigenen Tab',
    ticketOver: 'Der Link ist abgelaufen. Öffnen Sie ihn noch einmal von dort, woher Sie kamen, oder melden Sie sich an',
    tagline: 'Zurückgehaltene Mails, und warum.', flags: 'Signalflaggen, die Pratique buchstabieren',
    language: 'Sprache', theme: 'Farben', themeSystem: 'Wie das System', themeLight: 'Hell', themeDark: 'Dunkel', themeContrast: 'Hoher Kontrast',
    opening: 'Ihre Mails werden geöffnet', noWebGl: 'Dieser Browser kann das Portal nicht zeichnen: WebGL 2 fehlt oder ist abgeschaltet', loadFailed: 'Das Portal konnte nicht geladen werden. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal',
    linkGoesTo: 'Dieser Link führt zu', copyLink: 'Adresse kopieren', linkCopied: 'Kopiert', copied: 'Kopiert',
    crashTitle: 'Das Portal ist stehen geblieben', crashText: 'Ihre Mails sind sicher: Ohne Ihren Auftrag wird nichts zugestellt oder entfernt. Laden Sie die Seite neu. Geschieht es wieder, schicken Sie den Bericht an Ihre Administration.',
    crashReload: 'Neu laden', crashCopy: 'Bericht kopieren', crashReport: 'Bericht',
  },
};

export const { text, languageOf, setTextLanguage } = createWords(TEXTS);
