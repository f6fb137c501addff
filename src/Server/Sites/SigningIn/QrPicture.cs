using System.Globalization;
using System.Text;
using Evenhand.Pages.Drawing;
using QRCoder;

namespace Evenhand.Server.Sites.SigningIn;

/// <summary>A text as a picture that telephones read (QR code, ISO/IEC 18004).</summary>
internal static class QrPicture
{
    /// <summary>The picture, with error correction M, which mends 15 per cent.</summary>
    public static Squares Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        for (var x = 0; x < rows.Count; x++)
        {
            var start = x;
            while (x < rows.Count && rows[y][x])
                x++;
            if (x > start)
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
        }
        return new Squares(rows.Count, path.ToString());
    }
}
