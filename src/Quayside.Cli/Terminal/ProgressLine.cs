// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Terminal;

/// <summary>One line that a person at a terminal sees change; silent when standard error is none. Disposing takes it away again.</summary>
internal sealed class ProgressLine : IDisposable
{
    private bool _isShown;

    /// <summary>Shows a text in place of the one before.</summary>
    public void Show(string text)
    {
        if (!StandardError.IsRedirected)
        {
            _isShown = true;
            StandardError.Status($"{text} (Ctrl-C stops)");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isShown)
        {
            StandardError.Status(string.Empty);
        }
    }
}
