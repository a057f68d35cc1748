// The words of the page that sets the button up, and those that travel in the button itself (shim*).
import { createWords } from '../../words.js';

export const TEXTS = {
  en: {
    title: 'A button for your webmail', intro: 'Report spam, phishing or wanted mail from any webmail with one click. The button reads only the message that is open or selected, when you click it. It holds no password.',
    button: 'Report mail', browser: 'Your browser', chrome: 'Chrome, Edge, Brave', firefox: 'Firefox', safari: 'Safari', android: 'Phone: Chrome or Firefox', ios: 'iPhone, iPad: Safari',
    step1: 'Show the bookmarks bar', step1_chrome: 'Press {keys}.', step1_firefox: 'Press {keys}, or right-click the toolbar: Bookmarks Toolbar, Always Show.', step1_safari: 'Press {keys}, or choose View, Show Favourites Bar.',
    step2: 'Drag this button onto the bar', noClick: 'Drag it onto the bar; here a click does nothing.', step3: 'Open a message and click the button in the bar', step3_text: 'A small window shows the message. Say there what it is.',
    keyboardTitle: 'Without a mouse', keyboard: 'Copy the button’s address, bookmark this page with {keys}, and in the bookmark’s dialog or in the bookmark manager put the copied address in place of this page’s.',
    phone1: 'Copy the button’s address', phone2: 'Bookmark this page', phone3: 'Edit the bookmark: name it “{name}” and put the copied address in place of this page’s',
    use_android: 'Then: open a message in your webmail, type “{name}” into the address bar and tap the bookmark with the star.', use_ios: 'Then: open a message in your webmail, tap the book and choose “{name}”.',
    copy: 'Copy the address', copied: 'Copied', address: 'The button’s address', testTitle: 'Test it here', test: 'Open the sample mail, and click your new button there. Nothing is reported.', openSample: 'Open the sample mail',
    where: 'Works in Roundcube, SOGo, Horde, SnappyMail, RainLoop, Nextcloud Mail, Zimbra, Cypht, Gmail, Outlook on the web (your company’s own server), and on any page that shows a message’s source.', bar: 'A bookmarks bar with the button in it',
    shimTitle: 'The report window did not open or did not answer.', shimOpen: 'Open it again', shimCopy: 'Copy the message, to paste it there', shimCopied: 'Copied. Paste it in the report window', shimSave: 'Save the message, to drop it there', shimClose: 'Close',
  },
  de: {
    title: 'Ein Knopf für Ihr Webmail', intro: 'Melden Sie Spam, Phishing oder Erwünschtes aus jedem Webmail mit einem Klick. Der Knopf liest nur die Mail, die offen oder gewählt ist, und nur, wenn Sie ihn klicken. Er enthält kein Passwort.',
    button: 'Mail melden', browser: 'Ihr Browser', chrome: 'Chrome, Edge, Brave', firefox: 'Firefox', safari: 'Safari', android: 'Telefon: Chrome oder Firefox', ios: 'iPhone, iPad: Safari',
    step1: 'Zeigen Sie die Lesezeichenleiste', step1_chrome: 'Drücken Sie {keys}.', step1_firefox: 'Drücken Sie {keys}, oder klicken Sie rechts auf die Symbolleiste: Lesezeichen-Symbolleiste, Immer anzeigen.', step1_safari: 'Drücken Sie {keys}, oder wählen Sie Darstellung, Favoritenleiste einblenden.',
    step2: 'Ziehen Sie diesen Knopf auf die Leiste', noClick: 'Ziehen Sie ihn auf die Leiste; hier tut ein Klick nichts.', step3: 'Öffnen Sie eine Mail und klicken Sie den Knopf in der Leiste', step3_text: 'Ein kleines Fenster zeigt die Mail. Sagen Sie dort, was sie ist.',
    keyboardTitle: 'Ohne Maus', keyboard: 'Kopieren Sie die Adresse des Knopfs, setzen Sie mit {keys} ein Lesezeichen auf diese Seite und tragen Sie in dessen Fenster oder in der Lesezeichenverwaltung die kopierte Adresse anstelle der dieser Seite ein.',
    phone1: 'Kopieren Sie die Adresse des Knopfs', phone2: 'Setzen Sie ein Lesezeichen auf diese Seite', phone3: 'Bearbeiten Sie das Lesezeichen: Nennen Sie es „{name}“ und setzen Sie die kopierte Adresse ein',
    use_android: 'Dann: Öffnen Sie eine Mail in Ihrem Webmail, tippen Sie „{name}“ in die Adresszeile und dann auf das Lesezeichen mit dem Stern.', use_ios: 'Dann: Öffnen Sie eine Mail in Ihrem Webmail, tippen Sie auf das Buch und wählen Sie „{name}“.',
    copy: 'Adresse kopieren', copied: 'Kopiert', address: 'Die Adresse des Knopfs', testTitle: 'Hier probieren', test: 'Öffnen Sie die Probemail und klicken Sie dort Ihren neuen Knopf. Gemeldet wird nichts.', openSample: 'Probemail öffnen',
    where: 'Geht in Roundcube, SOGo, Horde, SnappyMail, RainLoop, Nextcloud Mail, Zimbra, Cypht, Gmail, Outlook im Web (eigener Server Ihrer Firma) und auf jeder Seite, die den Quelltext einer Mail zeigt.', bar: 'Eine Lesezeichenleiste mit dem Knopf darin',
    shimTitle: 'Das Meldefenster ging nicht auf oder antwortet nicht.', shimOpen: 'Noch einmal öffnen', shimCopy: 'Die Mail kopieren, um sie dort einzufügen', shimCopied: 'Kopiert. Fügen Sie sie im Meldefenster ein', shimSave: 'Die Mail speichern, um sie dort abzulegen', shimClose: 'Schließen',
  },
};

export const { text, languageOf, setTextLanguage } = createWords(TEXTS);
