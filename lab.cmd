@echo off
rem The same as the script "lab", for Windows.
setlocal
set "root=%~dp0."
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\javac.exe" set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%j in (javac.exe) do if not "%%~$PATH:j"=="" set "java=%%~dp$PATH:jjava.exe"
if defined java for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1" ^| findstr /i /c:" version "') do for /f "delims=.-+ " %%m in (%%v) do set "major=%%~m"
if not defined major set "major=0"
if %major% lss 17 (
    echo lab: a JDK 17 or newer must be in JAVA_HOME or on PATH, but there is none; install one or set JAVA_HOME to it. 1>&2
    exit /b 1
)
"%java%" -XX:TieredStopAtLevel=1 "-Dgenlab.root=%root%" "%root%\kernel\src\main\java\genlab\lab\Build.java" %*
exit /b %errorlevel%
