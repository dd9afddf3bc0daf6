/* Every behaviour is its own small module, bound by data- attributes; a page never needs to start one. */
import "./notices.js";
