package io.colony.engine.gate;

import java.util.Locale;
import java.util.Set;

/** Names of modules that Python's checks run with: a file of the repository with such a name is taken in their place. */
final class PythonModules {
    /** Of the standard library, but for {@code test}, which is what repositories call their tests. */
    private static final Set<String> LIBRARY = Set.of(
            ("abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 "
                            + "cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent "
                            + "configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal "
                            + "difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput "
                            + "fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib "
                            + "heapq hmac html http imaplib imghdr imp importlib inspect io ipaddress itertools json keyword linecache "
                            + "locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing "
                            + "netrc nis nntplib ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle "
                            + "pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile "
                            + "pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched "
                            + "secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd "
                            + "sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau "
                            + "symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap threading time timeit "
                            + "tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest "
                            + "urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp "
                            + "zipfile zipimport zlib zoneinfo")
                    .split(" ", -1));

    private static final Set<String> RUNNERS = Set.of(
            ("pytest _pytest pluggy iniconfig exceptiongroup tomli mypy mypyc ruff coverage nose nose2 hypothesis tox nox "
                            + "pylint flake8 pycodestyle pyflakes black isort pyright bandit xdist pytest_cov pytest_asyncio pytest_mock "
                            + "anyio pip setuptools pkg_resources wheel build hatch hatchling poetry uv pdm pipenv sitecustomize "
                            + "usercustomize behave trial twisted robot invoke doit")
                    .split(" ", -1));

    private PythonModules() {}

    /** Whether the path is a module or package of such a name, wherever it lies. */
    static boolean isOne(String path) {
        String[] parts = path.split("/", -1);
        String file = parts[parts.length - 1];
        boolean inPackage = file.startsWith("__init__.") || file.startsWith("__main__.");
        String name = inPackage && parts.length > 1 ? parts[parts.length - 2] : stem(file);
        // Directories of tests are called after what they test; a package there hides one that is loaded already.
        boolean amongTests = inPackage && (path.startsWith("test/") || path.matches("(?s)(?:.*/)?tests/.*|.*/test/.*"));
        boolean code = file.toLowerCase(Locale.ROOT).matches("(?s).*\\.(?:py|pyc|pyd|so|pyw)");
        return code && ((LIBRARY.contains(name) && !amongTests) || RUNNERS.contains(name));
    }

    private static String stem(String file) {
        int dot = file.indexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }
}
