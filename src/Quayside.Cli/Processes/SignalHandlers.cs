// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Cli.Processes;

/// <summary>One handler for all signals by which users and systems ask a program to end, in place until it is disposed.</summary>
/// <remarks>The handler runs on a thread of the pool, maybe several times at once.</remarks>
/// <param name="handler">What to do.</param>
internal sealed class SignalHandlers(Action<PosixSignalContext> handler) : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, handler),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, handler),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, handler),
        PosixSignalRegistration.Create(PosixSignal.SIGQUIT, handler),
    ];

    /// <summary>Gets the number that POSIX gives the signal.</summary>
    public static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Not one of the signals handled here."),
    };

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());
}
