// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Quayside.Tests.Support;

/// <summary>The C library's own semaphores, which Quayside does not call: what other programs use.</summary>
[SuppressMessage("Interoperability", "SYSLIB1054", Justification = "Generated code would be unsafe, which tests are not.")]
[SuppressMessage("Interoperability", "CA5392", Justification = "The C library is loaded already.")]
internal static class NativeSemaphore
{
    private const string Library = "libc";

    [DllImport(Library, EntryPoint = "sem_open")]
    public static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string name, int flags, uint mode, uint value);

    [DllImport(Library, EntryPoint = "sem_close")]
    public static extern int Close(nint semaphore);

    [DllImport(Library, EntryPoint = "sem_unlink")]
    public static extern int Unlink([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport(Library, EntryPoint = "sem_trywait")]
    public static extern int TryWait(nint semaphore);

    [DllImport(Library, EntryPoint = "sem_post")]
    public static extern int Post(nint semaphore);
}
