// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;

namespace Quayside.Imaging.Tests;

/// <summary>Files of kinds that are not read: the message names the kind, and what to do.</summary>
public sealed class PictureKindTests
{
    public static TheoryData<string, string> Beginnings => new()
    {
        { "\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "a HEIC picture" },
        { "\0\0\0\u0018ftypmif1\0\0\0\0mif1heic", "a HEIC picture" },
        { "\0\0\0\u0018ftypmif1\0\0\0\0mif1miaf", "a HEIF picture" },
        { "\0\0\0\u001cftypavif\0\0\0\0avifmif1miaf", "an AVIF picture" },
        { "\0\0\0\u001cftypmif1\0\0\0\0mif1avifmiaf", "an AVIF picture" },
        { "\0\0\0\u0014ftypisom\0\0\0\0isom", "a video" },
        { "\u00ff\u00ff\u00ff\u00ffftypisom", "a video" },
        { "II*\0\u0008\0\0\0", "a TIFF" },
        { "MM\0*\0\0\0\u0008", "a TIFF" },
        { "\u00ff\u000a\0\0", "a JPEG XL picture" },
        { "\0\0\0\u000cJXL \u000d\u000a\u0087\u000a", "a JPEG XL picture" },
        { "\0\0\0\u000cjP  \u000d\u000a\u0087\u000a", "a JPEG 2000 picture" },
        { "8BPS\0\u0001", "a Photoshop picture" },
        { "%PDF-1.7", "a PDF document" },
        { "<?xml version=\"1.0\"?>\n<!-- a drawing --><svg xmlns=\"x\">", "an SVG drawing" },
        { "\u00ef\u00bb\u00bf  <svg/>", "an SVG drawing" },
        { "\0\0\u0001\0\u0001\0", "an icon" },
        { "P6\n3 2\n255\n", "a PBM, PGM or PPM picture" },
        { "qoif", "a QOI picture" },
    };

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void Its_message_names_it(string beginning, string name)
    {
        var file = Encoding.Latin1.GetBytes(beginning);

        foreach (var tail in new byte[][] { [], new byte[100] })
        {
            var message = Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded([.. file, .. tail])).Message;
            Assert.StartsWith($"This is {name}", message, StringComparison.Ordinal);
            Assert.Contains("Save it as a PNG, JPEG", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("\0\0\0\0")]
    [InlineData("f")]
    [InlineData("\0\0\0\0ftyp")]
    [InlineData("an <svg in a text")]
    public void What_is_none_of_them_is_no_picture(string text)
    {
        var message = Assert.Throws<PictureFormatException>(() => QtPicture.FromEncoded(Encoding.Latin1.GetBytes(text))).Message;
        Assert.Contains(text.Contains("ftyp", StringComparison.Ordinal) ? "video" : "no picture", message, StringComparison.Ordinal);
    }
}
