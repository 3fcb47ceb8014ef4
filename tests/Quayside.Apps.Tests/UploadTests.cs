// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Text;
using Quayside.Imaging;
using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>What pages send: however much it is, the program stays within its limits, and says in its own words what it does not take.</summary>
public sealed class UploadTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly string _key = UniqueKey.Next("uploads");

    public void Dispose() => _directory.Dispose();

    // 64 MiB decoded, so many at once would be more than a GiB, each with its PNG, its segment and its canvas besides.
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Pictures_that_are_sent_at_once_are_decoded_one_after_the_other()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The peak of a process's memory is Linux's.");
        const int AtOnce = 8;
        using var chat = AppProcess.StartChat(_directory, _key);
        var file = SmallFileOfManyPixels(4096, 4096);
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(chat, file));
        var before = Peak(chat);

        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => PutAsync(chat, file)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer));
        TestContext.Current.TestOutputHelper!.WriteLine($"{before} MiB for one, {Peak(chat)} MiB for {AtOnce} at once");
        Assert.InRange(Peak(chat) - before, 0, AtOnce * 64);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task More_pages_than_there_are_places_for_are_told_to_come_again()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        var file = SmallFileOfManyPixels(4096, 4096);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => PutAsync(chat, file)));

        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.NoContent or HttpStatusCode.ServiceUnavailable, $"{answer}"));
        Assert.Contains(HttpStatusCode.ServiceUnavailable, answers);
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(chat, file));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_picture_above_the_limit_is_refused_with_the_option_that_raises_it()
    {
        using var chat = AppProcess.StartChat(_directory, _key, "--max-decoded", "1");

        using var answer = await chat.PutPictureAsync(SmallFileOfManyPixels(1024, 1024));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("--max-decoded", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PictureLimits", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(chat, SmallFileOfManyPixels(512, 512)));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_picture_of_a_kind_that_is_not_read_is_named()
    {
        using var chat = AppProcess.StartChat(_directory, _key);

        using var answer = await chat.PutPictureAsync(Encoding.Latin1.GetBytes("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"));

        Assert.Contains("HEIC", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> PutAsync(AppProcess chat, byte[] file)
    {
        using var answer = await chat.PutPictureAsync(file);
        return answer.StatusCode;
    }

    private static long Peak(AppProcess process)
    {
        var line = File.ReadLines($"/proc/{process.Process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) >> 10;
    }

    // A GIF whose only frame is one pixel of a large canvas.
    private static byte[] SmallFileOfManyPixels(ushort width, ushort height) =>
    [
        .. "GIF89a"u8, (byte)(width & 0xFF), (byte)(width >> 8), (byte)(height & 0xFF), (byte)(height >> 8), 0x80, 0, 0, 255, 255, 255, 0, 0, 0,
        0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B,
    ];
}
