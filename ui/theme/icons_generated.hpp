// Made by tools/make_fonts.py from assets/themes/tokens.json and lucide-static 1.62.0; do not edit.
// What an icon is for, and its code point in assets/fonts/icons.woff2 (text::Face::Icons).
#pragma once
// clang-format off

namespace pratique::theme {

enum class Icon : char32_t {
  None = 0,
  Quarantine = 0xE1FE,  // shield-alert
  Log = 0xE408,  // list-tree
  Report = 0xE0D1,  // flag
  Lists = 0xE1D0,  // list-checks
  Settings = 0xE154,  // settings
  Help = 0xE082,  // circle-question-mark
  Keyboard = 0xE284,  // keyboard
  Search = 0xE151,  // search
  Clear = 0xE1B2,  // x
  Filter = 0xE460,  // list-filter
  Sort = 0xE047,  // arrow-down-wide-narrow
  Density = 0xE58A,  // rows-3
  Refresh = 0xE145,  // refresh-cw
  Live = 0xE142,  // radio
  SavedSearch = 0xE060,  // bookmark
  Release = 0xE361,  // mail-check
  Remove = 0xE18E,  // trash-2
  Undo = 0xE2A1,  // undo-2
  Allow = 0xE1FF,  // shield-check
  Block = 0xE051,  // ban
  Train = 0xE234,  // graduation-cap
  Download = 0xE0B2,  // download
  Print = 0xE141,  // printer
  More = 0xE0B6,  // ellipsis
  Open = 0xE0B9,  // external-link
  Copy = 0xE09E,  // copy
  Spam = 0xE0D2,  // flame
  Phish = 0xE6E4,  // fishing-hook
  Virus = 0xE20C,  // bug
  Bulk = 0xE235,  // megaphone
  Policy = 0xE31E,  // file-lock
  Unsure = 0xE082,  // circle-question-mark
  Allowed = 0xE1FF,  // shield-check
  Blocked = 0xE051,  // ban
  Clip = 0xE12D,  // paperclip
  Mismatch = 0xE193,  // triangle-alert
  Recipient = 0xE0A2,  // corner-down-right
  Link = 0xE102,  // link
  Image = 0xE0F6,  // image
  ImageOff = 0xE1C0,  // image-off
  Text = 0xE185,  // text
  Html = 0xE206,  // code-xml
  Check = 0xE06C,  // check
  Minus = 0xE11C,  // minus
  ChevronDown = 0xE06D,  // chevron-down
  ChevronRight = 0xE06F,  // chevron-right
  ChevronLeft = 0xE06E,  // chevron-left
  Up = 0xE04A,  // arrow-up
  Down = 0xE042,  // arrow-down
  Back = 0xE048,  // arrow-left
  Menu = 0xE115,  // menu
  Plus = 0xE13D,  // plus
  Info = 0xE0F9,  // info
  Ok = 0xE226,  // circle-check
  Fail = 0xE084,  // circle-x
  Wait = 0xE087,  // clock
  Error = 0xE127,  // octagon-alert
  Offline = 0xE1AF,  // wifi-off
  Calendar = 0xE063,  // calendar
  User = 0xE468,  // user-round
  Users = 0xE46E,  // users-round
  Mailbox = 0xE0F7,  // inbox
  Globe = 0xE0E8,  // globe
  Server = 0xE153,  // server
  Star = 0xE412,  // sparkles
  Newsletter = 0xE348,  // newspaper
  Upload = 0xE19E,  // upload
  File = 0xE0CC,  // file-text
  Mail = 0xE10F,  // mail
  Key = 0xE4A3,  // key-round
  Eye = 0xE0BA,  // eye
  EyeOff = 0xE0BB,  // eye-off
  Moon = 0xE11E,  // moon
  Sun = 0xE178,  // sun
  SignOut = 0xE10E,  // log-out
  Bookmarklet = 0xE23D,  // bookmark-plus
  Grip = 0xE0EB,  // grip-vertical
  Send = 0xE152,  // send
  Route = 0xE53E,  // route
  Hash = 0xE0EF,  // hash
  Layers = 0xE529,  // layers
  Gauge = 0xE1BF,  // gauge
  Pencil = 0xE1F9,  // pencil
  Command = 0xE09A,  // command
  Enter = 0xE0A1,  // corner-down-left
  Columns = 0xE099,  // columns-3
  Pin = 0xE259,  // pin
  History = 0xE1F5,  // history
  Lock = 0xE10B,  // lock
  NavToggle = 0xE12A,  // panel-left
  Switcher = 0xE211,  // chevrons-up-down
  Pdf = 0xE329,  // file-type
  Image2 = 0xE31C,  // file-image
  Building = 0xE290,  // building-2
  At = 0xE04E,  // at-sign
  Monitor = 0xE11D,  // monitor
  To = 0xE049,  // arrow-right
};

}  // namespace pratique::theme
