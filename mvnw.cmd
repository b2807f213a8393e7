@echo off
rem Runs Maven for this project: mvnw verify
rem
rem Not the generated wrapper: that one downloads a Maven from an address written down in the
rem repository, and we name no download host here, so that a build behind a mirror works unchanged.
rem This one takes the Maven that is installed (MAVEN_HOME, or mvn on PATH), and checks its version.

setlocal enabledelayedexpansion

set "MVN="
if defined MAVEN_HOME if exist "%MAVEN_HOME%\bin\mvn.cmd" set "MVN=%MAVEN_HOME%\bin\mvn.cmd"
if not defined MVN for %%I in (mvn.cmd) do set "MVN=%%~$PATH:I"
if not defined MVN (
  set "REASON=no Maven found: MAVEN_HOME is not set and mvn is not on PATH"
  goto fail
)

set "VERSION="
pushd "%SystemDrive%\"
for /f "tokens=3" %%V in ('call "%MVN%" -version 2^>nul ^| findstr /c:"Apache Maven"') do (
  if not defined VERSION set "VERSION=%%V"
)
popd
if not defined VERSION (
  set "REASON=cannot tell the version of %MVN%"
  goto fail
)

for /f "tokens=1,2 delims=." %%A in ("%VERSION%") do (
  set "MAJOR=%%A"
  set "MINOR=%%B"
)
set "REASON=%MVN% is Maven %VERSION%"
if %MAJOR% LSS 3 goto fail
if %MAJOR% EQU 3 if %MINOR% LSS 8 goto fail

if exist pom.xml (
  call "%MVN%" %*
) else (
  call "%MVN%" -f "%~dp0pom.xml" %*
)
exit /b %ERRORLEVEL%

:fail
echo mvnw: !REASON! 1>&2
echo mvnw: install Apache Maven 3.8 or newer ^(3.x^) and put its bin directory on PATH or set 1>&2
echo mvnw: MAVEN_HOME; JDK 17 or newer is needed too 1>&2
exit /b 1
