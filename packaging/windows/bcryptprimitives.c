/* For wine 8, which lacks bcryptprimitives.dll; Windows has its own. Never shipped. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG bytes); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T bytes)
{
    while (bytes > 0) {
        ULONG some = bytes > 0x40000000 ? 0x40000000 : (ULONG)bytes;
        if (!SystemFunction036(buffer, some))
            return FALSE;
        buffer += some;
        bytes -= some;
    }
    return TRUE;
}
