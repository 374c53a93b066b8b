// Runs before the first paint, so that a chosen theme or language never flashes.
(function () {
  try {
    var theme = localStorage.getItem('simpul.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var lang = localStorage.getItem('simpul.lang');
    if (lang === 'id' || lang === 'en') document.documentElement.lang = lang;
  } catch (e) {
    // Storage may be forbidden; the system's theme and Indonesian are used then.
  }
})();
