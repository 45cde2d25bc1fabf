@echo off
rem The same as the script "lab", for Windows.
setlocal
set "root=%~dp0."
set "home="
if defined JAVA_HOME call :try "%JAVA_HOME:"=%\bin\"
for %%j in (javac.exe) do call :try "%%~dp$PATH:j"
if not defined home (
    echo lab: a JDK 17 or newer must be in JAVA_HOME or on PATH, but there is none; install one or set JAVA_HOME to it. 1>&2
    exit /b 1
)
"%home%\bin\java.exe" -XX:TieredStopAtLevel=1 "-Dgenlab.root=%root%" "%root%\launcher\src\main\java\genlab\lab\Start.java" %*
exit /b %errorlevel%

rem Takes the JDK in whose folder "bin" the argument is, if it is new enough. What it says of its
rem home counts: a javac on PATH may stand somewhere else.
:try
if defined home exit /b
if not exist "%~1javac.exe" exit /b
set "major=0"
for /f "tokens=1,* delims== " %%a in ('^""%~1java.exe" -XshowSettings:properties -version 2^>^&1^"') do (
    if "%%a"=="java.specification.version" set "major=%%b"
    if "%%a"=="java.home" set "found=%%b"
)
if %major% geq 17 set "home=%found%"
exit /b
