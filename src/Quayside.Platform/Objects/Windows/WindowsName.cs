// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Windows;

/// <summary>The rule for names of kernel objects.</summary>
internal static class WindowsName
{
    // MAX_PATH. The kernel takes longer ones, but the documentation of CreateSemaphore does not, and Qt cuts there.
    private const int Limit = 260;

    private static readonly string[] _namespaces = [@"Local\", @"Global\"];

    /// <summary>
    /// Checks a name: not empty, at most 260 UTF-16 units, no NUL, and no backslash but the one that ends <c>Local\</c> or
    /// <c>Global\</c> in front.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="step">What the name is wanted for.</param>
    /// <returns>Success, or <see cref="IpcError.InvalidName"/> with the number that Windows would give.</returns>
    public static IpcResult Check(string name, IpcStep step)
    {
        var space = Array.Find(_namespaces, candidate => name.StartsWith(candidate, StringComparison.Ordinal)) ?? string.Empty;
        var rest = name.AsSpan(space.Length);
        var error = rest.IsEmpty || rest.Contains('\0') ? Win32Error.ERROR_INVALID_NAME
            : rest.Contains('\\') ? Win32Error.ERROR_PATH_NOT_FOUND
            : name.Length > Limit ? Win32Error.ERROR_FILENAME_EXCED_RANGE
            : 0;
        return error == 0 ? IpcResult.Success : WindowsErrors.From(error, step);
    }
}
