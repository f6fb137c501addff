namespace Evenhand.Pages.Drawing;

/// <summary>A picture of black and white squares.</summary>
/// <param name="Size">How many stand side by side, with the white around them.</param>
/// <param name="Path">The black ones, as the path of an SVG whose unit is a square.</param>
public sealed record Squares(int Size, string Path);
