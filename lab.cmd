@echo off
rem The same as the script "lab", for Windows.
setlocal
set "root=%~dp0."
set "home=%JAVA_HOME%"
if not exist "%home%\bin\javac.exe" for %%j in (javac.exe) do set "home=%%~dp$PATH:j.."
set "major=0"
for /f tokens^=2^ delims^=.^" %%v in ('findstr /b JAVA_VERSION= "%home%\release" 2^>nul') do set "major=%%v"
if %major% lss 17 (
    echo lab: a JDK 17 or newer must be in JAVA_HOME or on PATH, but there is none; install one or set JAVA_HOME to it. 1>&2
    exit /b 1
)
"%home%\bin\java" -XX:TieredStopAtLevel=1 "-Dgenlab.root=%root%" "%root%\kernel\src\main\java\genlab\lab\Build.java" %*
exit /b %errorlevel%
