namespace Evenhand.Pages.Drawing;

/// <summary>What one day brought.</summary>
/// <param name="Day">The day, as it is written.</param>
/// <param name="Value">What was counted, as it is written.</param>
/// <param name="Height">Its height in hundredths of the highest.</param>
public sealed record DayBar(string Day, string Value, decimal Height);
