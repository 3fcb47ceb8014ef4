// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using System.Net;

namespace Quayside.WebApp;

/// <summary>The command line options that every application has.</summary>
public sealed class CommonOptions
{
    private readonly Option<string> _key = new("--key")
    {
        Description = "The key of the shared memory, as given to QSharedMemory.",
        DefaultValueFactory = _ => "share",
    };

    private readonly Option<int> _port = new("--port")
    {
        Description = "The port to listen on, on 127.0.0.1 only; 0 takes any that is free.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<bool> _noBrowser = new("--no-browser")
    {
        Description = "Open no window; the address is the first line on standard output.",
    };

    /// <summary>Adds the options to <paramref name="command"/>, with the checks that need no more than their values.</summary>
    public CommonOptions(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _key.Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValueOrDefault<string>()))
            {
                result.AddError("--key is empty: give the key that the other program uses, such as 'share'.");
            }
        });
        _port.Validators.Add(result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "0";
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
            {
                result.AddError($"--port {text} is no port: give a number from 0 to {IPEndPoint.MaxPort}.");
            }
        });
        command.Options.Add(_key);
        command.Options.Add(_port);
        command.Options.Add(_noBrowser);
    }

    /// <summary>Reads the values off a parsed command line.</summary>
    public CommonSettings Read(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return new(parsed.GetRequiredValue(_key), parsed.GetRequiredValue(_port), !parsed.GetValue(_noBrowser));
    }
}

/// <summary>What every application is told on its command line.</summary>
/// <param name="Key">The key of the shared memory.</param>
/// <param name="Port">The port to listen on; 0 for any.</param>
/// <param name="OpensWindow">Whether to show the page in a window where there is a display.</param>
public sealed record CommonSettings(string Key, int Port, bool OpensWindow);
