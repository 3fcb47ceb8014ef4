// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Quayside.Testing;
using SkiaSharp;

namespace Quayside.Apps.Tests;

/// <summary>Either side of the story replaced by a program that knows nothing but Qt: QSharedMemory and QDataStream.</summary>
public sealed class QtProgramTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly PrivateDirectory _files = new();
    private readonly string _key = UniqueKey.Next("share");

    public void Dispose()
    {
        _directory.Dispose();
        _files.Dispose();
    }

    [Theory(Timeout = 2 * Watchdog.Milliseconds), InlineData("qt5-peer"), InlineData("qt6-peer")]
    public async Task A_Qt_program_shows_what_the_chat_client_publishes(string program)
    {
        using var qt = StartQt(program);
        using var chat = AppProcess.StartChat(_directory, _key);
        foreach (var picture in new[] { Pictures.Red, Pictures.Jpeg, Pictures.Blue })
        {
            await chat.PublishAsync(picture);

            Assert.Equal("320 240", qt.Ask($"picture-get m pixmap {Word(_files["taken"])}"));
            AssertSamePixels((await chat.PictureAsync("picture"))!, File.ReadAllBytes(_files["taken"]));
        }

        Assert.Equal(0, chat.Terminate());
        qt.Send("quit");
        Assert.Equal(0, qt.WaitForExit());
        Assert.Empty(_directory.Names);
    }

    [Theory(Timeout = 2 * Watchdog.Milliseconds), InlineData("qt5-peer"), InlineData("qt6-peer")]
    public async Task The_music_player_follows_what_a_Qt_program_publishes(string program)
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var qt = StartQt(program);
        string? earlier = null;
        foreach (var picture in new[] { Pictures.Red, Pictures.Blue, Pictures.Red })
        {
            File.WriteAllBytes(_files["picture.png"], picture);

            // A Qt program's create() says no while somebody is attached, as the player is for the moment of a reading.
            Watchdog.WaitFor("Qt's create()", () => qt.Ask($"picture-put m {Word(_key)} pixmap {Word(_files["picture.png"])}") == "true");

            var state = await player.StateAsync(
                state => state.GetProperty("cover") is { ValueKind: JsonValueKind.Object } cover && cover.GetProperty("id").GetString() != earlier);
            earlier = state.GetProperty("cover").GetProperty("id").GetString();
            AssertSamePixels((await player.PictureAsync("cover"))!, Pixels(picture));
        }

        qt.Send("quit");
        Assert.Equal(0, qt.WaitForExit());
        await player.StateAsync(state => state.GetProperty("cover").ValueKind == JsonValueKind.Null);
        Assert.Equal(0, player.Terminate());
        Assert.Empty(_directory.Names);
    }

    private static void AssertSamePixels(byte[] png, byte[] pixels) => Assert.Equal(Pixels(png), pixels);

    /// <summary>Gets a picture as the peers write it: width and height, then 0xAARRGGBB for each pixel, all in this machine's byte order.</summary>
    private static byte[] Pixels(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png, new SKImageInfo(320, 240, SKColorType.Bgra8888, SKAlphaType.Unpremul));
        var pixels = new byte[8 + bitmap.ByteCount];
        BinaryPrimitives.WriteInt32LittleEndian(pixels, bitmap.Width);
        BinaryPrimitives.WriteInt32LittleEndian(pixels.AsSpan(4), bitmap.Height);
        bitmap.GetPixelSpan().CopyTo(pixels.AsSpan(8));
        return pixels;
    }

    /// <summary>Writes a text as the peers read it.</summary>
    private static string Word(string text) =>
        "u" + string.Concat(text.Select(unit => ((int)unit).ToString("x4", CultureInfo.InvariantCulture)));

    private ChildProcess StartQt(string program)
    {
        var path = Path.Combine(Repository.Root, "artifacts", "peers", program);
        Assert.SkipUnless(File.Exists(path), $"{program} is missing; tests/peers/build-qt-peers.sh says why.");
        var qt = ChildProcess.Start(path, [], new Dictionary<string, string?>
        {
            ["TMPDIR"] = _directory.Path,
            ["QT_QPA_PLATFORM"] = "offscreen",
            ["XDG_RUNTIME_DIR"] = _files.Path,
            ["LC_ALL"] = "C.UTF-8",
        });
        Assert.Equal("true", qt.Ask($"new m {Word(_key)}"));
        return qt;
    }
}
