// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Terminal;

namespace Quayside.Cli.Streams;

/// <summary>Tells a person at a terminal what the tool is waiting for, once that takes more than a second; otherwise silent.</summary>
/// <remarks>Goes to standard error, and only when that is a terminal. Disposing takes the line away again.</remarks>
internal sealed class WaitNotice : IDisposable
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly long _start = Environment.TickCount64;
    private readonly Timer? _timer;
    private bool _shown;
    private bool _disposed;

    /// <summary>Starts the clock.</summary>
    /// <param name="text">What is waited for.</param>
    public WaitNotice(string text)
    {
        Text = text;
        _timer = StandardError.IsRedirected ? null : new Timer(_ => Show(), null, _second, _second);
    }

    /// <summary>Gets or sets what is waited for.</summary>
    public string Text { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _disposed = true;
            if (_shown)
            {
                StandardError.Status(string.Empty);
            }
        }
    }

    private void Show()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _shown = true;
                StandardError.Status($"{Text} ({(Environment.TickCount64 - _start) / 1000} s; Ctrl-C stops)");
            }
        }
    }
}
