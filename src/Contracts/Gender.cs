namespace Rahat.Contracts;

/// <summary>A person's gender.</summary>
public enum Gender
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>Male.</summary>
    Male,

    /// <summary>Female.</summary>
    Female,

    /// <summary>Another gender.</summary>
    Other,
}
