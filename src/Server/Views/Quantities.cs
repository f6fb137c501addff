using System.Globalization;

namespace Evenhand.Server.Views;

/// <summary>Quantities as decimal strings without trailing zeros.</summary>
internal static class Quantities
{
    public static string Text(decimal quantity) =>
        quantity.ToString("0.############################", CultureInfo.InvariantCulture);
}
