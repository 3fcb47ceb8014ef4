// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Testing;

/// <summary>A sandbox that refuses one system call (tests/peers/sandbox/refuse.c).</summary>
public static class Refusal
{
    /// <summary>The second argument of fcntl(2) that asks for a lease.</summary>
    public const int Leases = 1024;

    /// <summary>The second argument of fcntl(2) that locks bytes of an open file.</summary>
    public const int OpenFileLocks = 37;

    private static readonly Lazy<string?> _program = new(Compile);

    /// <summary>Gets the program, or null where it cannot be compiled.</summary>
    public static string? Program => _program.Value;

    private static string? Compile()
    {
        var folder = Directory.CreateTempSubdirectory("quayside-refuse-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var program = Path.Combine(folder, "refuse");
        try
        {
            using var compiler = Process.Start("cc", ["-Wall", "-o", program, Path.Combine(Repository.Root, "tests/peers/sandbox/refuse.c")]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? program : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
