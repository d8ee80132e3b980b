namespace CustomerService.Framework.Diagnostics;

/// <summary>A setting keeps the product from starting. The message is all that the operator is shown: one sentence that begins with
/// the setting's name as he writes it (<c>Smtp__Port</c>).</summary>
public sealed class SettingException(string setting, string problem, Exception? innerException = null)
    : Exception($"{setting.Replace(":", "__", StringComparison.Ordinal)} {problem}", innerException);
