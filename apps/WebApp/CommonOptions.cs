// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using System.Net;
using Quayside.Imaging;
using Quayside.Qt;

namespace Quayside.WebApp;

/// <summary>The command line options that every application has.</summary>
public sealed class CommonOptions
{
    // What a bitmap can hold.
    private const int MostMebibytes = 2047;

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

    private readonly Option<int?> _maxDecoded = new("--max-decoded")
    {
        Description = "Take pictures that need up to this many mebibytes when they are decoded. Without it: 256.",
        HelpName = "MiB",
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
        _maxDecoded.Validators.Add(result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) || mebibytes is < 1 or > MostMebibytes)
            {
                result.AddError($"--max-decoded {text} is no limit: give a number of mebibytes from 1 to {MostMebibytes}.");
            }
        });
        command.Options.Add(_key);
        command.Options.Add(_port);
        command.Options.Add(_noBrowser);
        command.Options.Add(_maxDecoded);
    }

    /// <summary>Reads the values off a parsed command line.</summary>
    public CommonSettings Read(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return new(parsed.GetRequiredValue(_key), parsed.GetRequiredValue(_port), !parsed.GetValue(_noBrowser), Limits(parsed.GetValue(_maxDecoded)));
    }

    private static PictureLimits Limits(int? mebibytes) =>
        (mebibytes is { } given ? PictureLimits.ForDecoded((long)given << 20) : PictureLimits.Default) with
        {
            Remedy = "Choose a smaller picture, or start this program with a larger --max-decoded.",
        };
}

/// <summary>What every application is told on its command line.</summary>
/// <param name="Key">The key of the shared memory.</param>
/// <param name="Port">The port to listen on; 0 for any.</param>
/// <param name="OpensWindow">Whether to show the page in a window where there is a display.</param>
/// <param name="Limits">How large pictures may be.</param>
public sealed record CommonSettings(string Key, int Port, bool OpensWindow, PictureLimits Limits);
