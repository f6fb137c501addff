namespace Evenhand.Server.Access;

/// <summary>Whom pages are for.</summary>
public enum PagesFor
{
    /// <summary>An account's own people.</summary>
    Portal,

    /// <summary>The vendor's people.</summary>
    Console,

    /// <summary>Whoever has the signed link of one notice of an account.</summary>
    Notice,

    /// <summary>Whoever has the token of one element of an account, in a frame of the vendor's own pages.</summary>
    Embed,
}
