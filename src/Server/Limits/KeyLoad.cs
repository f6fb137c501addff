namespace Evenhand.Server.Limits;

/// <summary>What a key has under way at one door. Its numbers are changed by many threads, each by itself.</summary>
internal sealed class KeyLoad
{
    /// <summary>Requests under way.</summary>
    public long Open;

    /// <summary>Bytes of bodies under way that were copied.</summary>
    public long Bytes;

    /// <summary>Up to when its requests are spoken for, in ticks of the server's life.</summary>
    public long Spoken;
}
