/* Every behaviour is its own small module, bound by data- attributes; a page never needs to start one. */
import "./notices.js"; // first: the others speak through it
import "./validate.js"; // before those that send
import "./ago.js";
import "./combobox.js";
import "./copy.js";
import "./dialog.js";
import "./draft.js";
import "./dropzone.js";
import "./enter.js";
import "./idle.js";
import "./live.js";
import "./once.js";
import "./palette.js";
import "./print.js";
import "./rows.js";
import "./scanner.js";
import "./shortcuts.js";
import "./theme.js";
