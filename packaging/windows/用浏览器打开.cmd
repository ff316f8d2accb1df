@echo off
rem Opens the pages in the browser; for computers without WebView2.
start "" /b "%~dp0taizhang.exe" serve
