// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Quayside.Platform.Native;

internal static partial class Kernel32
{
    public const uint WAIT_OBJECT_0 = 0;
    public const uint WAIT_ABANDONED = 0x80;
    public const uint WAIT_TIMEOUT = 0x102;

    [LibraryImport(Library, EntryPoint = "CreateMutexW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial SafeWaitHandle CreateMutex(nint security, int initialOwner, string name);

    [LibraryImport(Library, EntryPoint = "ReleaseMutex", SetLastError = true)]
    public static partial int ReleaseMutex(SafeWaitHandle mutex);

    [LibraryImport(Library, EntryPoint = "WaitForSingleObject", SetLastError = true)]
    public static partial uint WaitForSingleObject(SafeWaitHandle handle, uint milliseconds);
}
