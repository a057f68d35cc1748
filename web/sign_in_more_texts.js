// The words of the other ways to sign in: a link by mail, the organisation's own sign-in, the code of an authenticator app.
export const MORE_TEXTS = {
  en: {
    waysTitle: 'Sign in without a password', waysHint: 'with a link that comes by mail, or at your organisation',
    address: 'E-mail address', addressMissing: 'Enter your e-mail address', mailLink: 'Mail me a link', organisation: 'Sign in at my organisation', back: 'Back to the password',
    sentTitle: 'Look into your mailbox', sentHint: 'If there is an account for {login}, a link is on its way to its mailbox. It works once, within 15 minutes.',
    notSetUp: 'Links by mail are not set up on this server. Sign in with your password', linkTitle: 'Your link is here', linkHint: 'Press the button to sign in. The link works once.',
    signIn: 'Sign in', stay: 'Stay signed in on this device', linkOver: 'This link was used, or its 15 minutes are over. Ask for a new one',
    codeTitle: 'Enter your code', codeHint: 'Your authenticator app shows it. A recovery code works, too.', code: 'Code', codeMissing: 'Enter the code', wrongCode: 'That code is not right, or it was used before',
    comingBack: 'Signing in', oidcFailed: 'Your organisation did not confirm who you are. Try again, or sign in with your password',
    oidcNotThere: 'This domain has no sign-in of its own. Sign in with your password', oidcUnavailable: 'Your organisation’s sign-in does not answer. Try again in a minute',
    oidcNobody: 'Your organisation’s sign-in gave no confirmed e-mail address of this domain', needsHttps: 'This works on a page with https:// only',
  },
  de: {
    waysTitle: 'Ohne Passwort anmelden', waysHint: 'mit einem Link, der per Mail kommt, oder bei Ihrer Organisation',
    address: 'E-Mail-Adresse', addressMissing: 'Geben Sie Ihre E-Mail-Adresse ein', mailLink: 'Link per Mail schicken', organisation: 'Bei meiner Organisation anmelden', back: 'Zurück zum Passwort',
    sentTitle: 'Sehen Sie in Ihr Postfach', sentHint: 'Wenn es ein Konto für {login} gibt, ist ein Link dorthin unterwegs. Er gilt einmal, innerhalb von 15 Minuten.',
    notSetUp: 'Links per Mail sind auf diesem Server nicht eingerichtet. Melden Sie sich mit Ihrem Passwort an', linkTitle: 'Ihr Link ist da', linkHint: 'Drücken Sie den Knopf, um sich anzumelden. Der Link gilt einmal.',
    signIn: 'Anmelden', stay: 'Auf diesem Gerät angemeldet bleiben', linkOver: 'Dieser Link ist gebraucht, oder seine 15 Minuten sind um. Fordern Sie einen neuen an',
    codeTitle: 'Geben Sie Ihren Code ein', codeHint: 'Ihre Authenticator-App zeigt ihn. Auch ein Wiederherstellungscode geht.', code: 'Code', codeMissing: 'Geben Sie den Code ein', wrongCode: 'Der Code stimmt nicht oder ist schon gebraucht',
    comingBack: 'Anmeldung läuft', oidcFailed: 'Ihre Organisation hat nicht bestätigt, wer Sie sind. Versuchen Sie es noch einmal oder melden Sie sich mit Ihrem Passwort an',
    oidcNotThere: 'Diese Domain hat keine eigene Anmeldung. Melden Sie sich mit Ihrem Passwort an', oidcUnavailable: 'Die Anmeldung Ihrer Organisation antwortet nicht. Versuchen Sie es in einer Minute noch einmal',
    oidcNobody: 'Die Anmeldung Ihrer Organisation hat keine bestätigte E-Mail-Adresse dieser Domain genannt', needsHttps: 'Das geht nur auf einer Seite mit https://',
  },
};
