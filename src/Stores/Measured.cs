namespace Evenhand.Stores;

/// <summary>What bytes measure.</summary>
/// <param name="Bytes">How many there are.</param>
/// <param name="Sha256">Their SHA-256 (FIPS 180-4), in 64 small hexadecimal digits.</param>
public sealed record Measured(long Bytes, string Sha256);
