// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Tests;

/// <summary>What <c>picture show</c> sends to a terminal, escape by escape.</summary>
public sealed class PictureShowTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_half_block_shows_two_pixels()
    {
        var text = Show(Png.Of(2, 2, 0xFF0000FF, 0x00FF00FF, 0x0000FFFF, 0xFFFFFFFF));

        Assert.Equal("\e[38;2;255;0;0m\e[48;2;0;0;255m▀\e[38;2;0;255;0m\e[48;2;255;255;255m▀\e[0m\n", text);
    }

    [Fact]
    public void A_colour_that_stays_is_not_sent_again()
    {
        var text = Show(Png.Of(3, 2, 0x102030FF, 0x102030FF, 0x102030FF, 1, 0x000000FF, 0x000000FF));

        Assert.Equal("\e[38;2;16;32;48m\e[48;2;102;102;102m▀\e[48;2;0;0;0m▀▀\e[0m\n", text);
    }

    [Fact]
    public void A_last_row_without_a_partner_leaves_the_background_alone()
    {
        var text = Show(Png.Of(1, 3, 0x010101FF, 0x020202FF, 0x030303FF));

        Assert.Equal("\e[38;2;1;1;1m\e[48;2;2;2;2m▀\e[0m\n\e[38;2;3;3;3m▀\e[0m\n", text);
    }

    [Fact]
    public void Transparency_shows_a_checkerboard()
    {
        var text = Show(Png.Of(5, 1, 0, 0, 0, 0, 0));

        Assert.Equal("\e[38;2;102;102;102m▀▀▀▀\e[38;2;51;51;51m▀\e[0m\n", text);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(8, 4)]
    [InlineData(80, 0)]
    public void Width_sets_the_columns_and_keeps_the_proportions(int columns, int rows)
    {
        var text = Show(Png.Of(4, 4, [.. Enumerable.Repeat(0x4080C0FFu, 16)]), "--width", $"{columns}");

        var lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal(rows == 0 ? columns / 2 : rows, lines.Length);
        Assert.All(lines, line => Assert.Equal("\e[38;2;64;128;192m\e[48;2;64;128;192m" + new string('▀', columns) + "\e[0m", line));
    }

    [Fact]
    public void A_wide_picture_is_80_columns_wide_without_a_terminal()
    {
        var text = Show(Png.Of(200, 2, [.. Enumerable.Repeat(0xFFFFFFFFu, 400)]));

        Assert.Equal(80, text.Count(c => c == '▀'));
    }

    [Fact]
    public void A_picture_that_would_be_absurdly_tall_is_refused()
    {
        Hold(Png.Of(1, 300, [.. Enumerable.Repeat(0xFFFFFFFFu, 300)]));

        ErrorTests.AssertError(64, "too tall", _sandbox.Run("picture", "show", _sandbox.Key, "--width", "100"));
    }

    [Fact]
    public void Without_colour_light_is_many_dots_and_dark_is_few()
    {
        _sandbox.Environment["NO_COLOR"] = "1";

        var text = Show(Png.Of(4, 2, 0x000000FF, 0x555555FF, 0xAAAAAAFF, 0xFFFFFFFF, 0x000000FF, 0x555555FF, 0xAAAAAAFF, 0xFFFFFFFF));

        Assert.Equal(" -*@\n", text);
    }

    private string Show(byte[] png, params string[] options)
    {
        Hold(png);
        var result = _sandbox.Run(["picture", "show", _sandbox.Key, .. options]);
        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
        return result.Text;
    }

    private void Hold(byte[] png) => _sandbox.Hold("picture", "put", _sandbox.Key, _sandbox.File("in.png", png));
}
