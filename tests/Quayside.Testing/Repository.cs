// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Testing;

/// <summary>Where things are in this repository, seen from a test that runs inside it.</summary>
public static class Repository
{
    /// <summary>Gets the folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets the build configuration the tests were compiled with: "Debug" or "Release".</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    /// <summary>Gets the executable that a project was built into.</summary>
    /// <param name="project">The project's folder below the root, such as "apps/ChatClient".</param>
    /// <param name="name">The executable's name.</param>
    public static string Executable(string project, string name) =>
        Path.Combine(Root, project, "bin", Configuration, "net10.0", OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Quayside.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
