namespace CustomerService.Framework.Errors;

/// <summary>
/// A rule said no. <see cref="Code"/> is the key of a sentence in the localization files, which tells the user a way
/// forward.
/// </summary>
public class BusinessException(string code, Exception? innerException = null) : Exception(code, innerException)
{
    public string Code { get; } = code;

    /// <summary>What the endpoint answers with; 409 for lost races, 404 for things not there, else 400.</summary>
    public ErrorKind Kind { get; init; } = ErrorKind.Invalid;

    /// <summary>The page where an administrator lifts it, when there is one.</summary>
    public string? HelpUrl { get; init; }

    /// <summary>Values for the sentence's <c>{Name}</c> placeholders.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    private readonly Dictionary<string, object?> _values = [];

    public BusinessException WithData(string name, object? value)
    {
        _values[name] = value;
        return this;
    }

    public static BusinessException NotFound(string code) => new(code) { Kind = ErrorKind.NotFound };

    public static BusinessException Conflict(string code) => new(code) { Kind = ErrorKind.Conflict };
}

public enum ErrorKind
{
    Invalid,
    NotFound,
    Conflict,
    Forbidden,
    TooMany,

    /// <summary>Understood, and still not possible: 422.</summary>
    Unprocessable,

    /// <summary>What it needs (the database) is away for the moment.</summary>
    Unavailable,

    /// <summary>A disk is full.</summary>
    StorageFull,
}

/// <summary>Input that breaks its own rules; each problem names the member and carries a sentence in the user's language.</summary>
public sealed class InputValidationException(IReadOnlyList<InputProblem> problems) : BusinessException(FrameworkErrorCodes.InvalidInput)
{
    public IReadOnlyList<InputProblem> Problems { get; } = problems;
}

public sealed record InputProblem(string Member, string Message);
