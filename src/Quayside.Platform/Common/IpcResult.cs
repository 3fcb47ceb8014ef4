// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Common;

/// <summary>The outcome of a step below the seam, as a value: errors become exceptions only in the public layer.</summary>
/// <param name="Error">What went wrong, or <see cref="IpcError.None"/>.</param>
/// <param name="Step">Where it went wrong.</param>
/// <param name="NativeError">The operating system's own number (errno or GetLastError), or 0.</param>
internal readonly record struct IpcResult(IpcError Error, IpcStep Step, int NativeError)
{
    /// <summary>Gets the result of a step that did what it was asked to do.</summary>
    public static IpcResult Success => default;

    /// <summary>
    /// Gets the user whose object is not used, where <see cref="AccessPolicy"/> refused it; null where the system refused by itself. See
    /// <see cref="IpcError.PermissionDenied"/>.
    /// </summary>
    public uint? Stranger { get; init; }

    /// <summary>Gets the process that keeps the object locked, or null when that is unknown. See <see cref="IpcError.Locked"/>.</summary>
    public int? Locker { get; init; }

    /// <summary>Gets whether nothing went wrong.</summary>
    public bool Succeeded => Error == IpcError.None;
}
