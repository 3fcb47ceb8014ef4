// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Quayside.Platform.Native;

internal static partial class Kernel32
{
    public const uint SYNCHRONIZE = 0x100000;
    public const uint SEMAPHORE_QUERY_STATE = 1;
    public const uint SEMAPHORE_MODIFY_STATE = 2;

    [LibraryImport(Library, EntryPoint = "CreateSemaphoreW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial SafeWaitHandle CreateSemaphore(nint security, int initialCount, int maximumCount, string name);

    [LibraryImport(Library, EntryPoint = "OpenSemaphoreW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial SafeWaitHandle OpenSemaphore(uint access, int inherit, string name);

    [LibraryImport(Library, EntryPoint = "ReleaseSemaphore", SetLastError = true)]
    public static partial int ReleaseSemaphore(SafeWaitHandle semaphore, int count, nint previousCount);
}
