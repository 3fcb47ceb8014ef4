// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Processes;

/// <summary>Work that Ctrl-C, SIGTERM, SIGHUP and SIGQUIT ask to end in good order instead of ending the process.</summary>
/// <remarks>
/// .NET 10 runs no exit handlers on SIGTERM, so without this a segment, its lock and its key files would stay behind.
/// The first signal cancels the token; a second one does what it does to any other program, in case the good order hangs.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    // Not disposed: a handler may still run on another thread, and without a timer it holds nothing that must be given back.
    private readonly CancellationTokenSource _source = new();
    private readonly SignalHandlers _handlers;
    private int _signal;

    /// <summary>Takes the signals over until it is disposed.</summary>
    public Interruption() => _handlers = new SignalHandlers(Handle);

    /// <summary>Runs <paramref name="work"/>, which prints as long as it is read: a signal cancels its token, and so does, within a second, that nobody reads.</summary>
    /// <inheritdoc cref="Run"/>
    public static T RunWhileRead<T>(Func<CancellationToken, T> work) => Run(stop =>
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var look = new Timer(_ => CancelIfUnread(end), state: null, _second, _second);
        return work(end.Token);
    });

    /// <summary>Runs <paramref name="work"/>; a signal cancels its token.</summary>
    /// <exception cref="CommandException">A signal stopped the work before it was done.</exception>
    public static T Run<T>(Func<CancellationToken, T> work)
    {
        using var interruption = new Interruption();
        try
        {
            return work(interruption._source.Token);
        }
        catch (OperationCanceledException) when (interruption._signal != 0)
        {
            throw new CommandException(
                ExitCode.StoppedBy(interruption._signal), $"Stopped by signal {interruption._signal} before it was done.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handlers.Dispose();

    private static void CancelIfUnread(CancellationTokenSource end)
    {
        if (StandardOutput.HasLostReader)
        {
            try
            {
                end.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The work has ended by itself.
            }
        }
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.CompareExchange(ref _signal, SignalHandlers.Number(context.Signal), 0) == 0)
        {
            context.Cancel = true;
            _source.Cancel();
        }
    }
}
