// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Reflection;
using System.Runtime.InteropServices;

namespace Quayside.FaultHost;

/// <summary>The library that stands between Quayside.Platform and the C library, and makes one call of a run fail (shim.c).</summary>
internal static partial class Shim
{
    private const string Library = "shim";

    // In C, but not of the C library: they neither fail nor need to be made to.
    private static readonly string[] _cannotFail = ["free", "geteuid", "getegid"];

    /// <summary>Puts the shim in the way.</summary>
    /// <param name="path">The compiled shim.</param>
    /// <returns>The native functions that Quayside.Platform declares and the shim does not know; there must be none.</returns>
    public static IReadOnlyList<string> Insert(string path)
    {
        var shim = NativeLibrary.Load(path);
        var platform = Assembly.Load("Quayside.Platform");
        NativeLibrary.SetDllImportResolver(platform, (name, _, _) => name == "libc" ? shim : 0);
        NativeLibrary.SetDllImportResolver(typeof(Shim).Assembly, (name, _, _) => name == Library ? shim : 0);
        var libc = NativeLibrary.Load("libc.so.6");
        return [.. EntryPoints(platform).Except(_cannotFail).Where(name => IsOf(libc, shim, name))];
    }

    /// <summary>Forgets the calls so far, and lets the one with this number fail; -1 for none.</summary>
    [LibraryImport(Library, EntryPoint = "fault_arm")]
    public static partial void Arm(int call, int error);

    /// <summary>Gets the number of calls since <see cref="Arm"/>.</summary>
    [LibraryImport(Library, EntryPoint = "fault_count")]
    public static partial int Count();

    /// <summary>Gets whether the armed call was made.</summary>
    [LibraryImport(Library, EntryPoint = "fault_was_hit")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool WasHit();

    /// <summary>Gets the function of a call, with what tells its uses apart.</summary>
    public static string Label(int call) => Marshal.PtrToStringUTF8(LabelOf(call))!;

    /// <summary>ftok(3).</summary>
    [LibraryImport(Library, EntryPoint = "ftok", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Derive(string path, int project);

    /// <summary>shmget(2).</summary>
    [LibraryImport(Library, EntryPoint = "shmget")]
    public static partial int MakeSegment(int key, nuint size, int flags);

    /// <summary>shmctl(2).</summary>
    [LibraryImport(Library, EntryPoint = "shmctl")]
    public static partial int ControlSegment(int id, int command, nint buffer);

    [LibraryImport(Library, EntryPoint = "fault_label")]
    private static partial nint LabelOf(int call);

    private static IEnumerable<string> EntryPoints(Assembly platform) => platform.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Select(method => method.GetCustomAttribute<DllImportAttribute>())
        .Where(import => import?.Value == "libc")
        .Select(import => import!.EntryPoint!)
        .Distinct();

    // What the shim does not export is found in the C library behind it, at the address that it has there.
    private static bool IsOf(nint libc, nint shim, string name) =>
        NativeLibrary.TryGetExport(libc, name, out var theirs) && NativeLibrary.GetExport(shim, name) == theirs;
}
