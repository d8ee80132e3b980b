using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CustomerService.Framework.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;

namespace CustomerService.Framework.EntityFrameworkCore.DataProtection;

/// <summary>
/// Keys stand in the database, where the serving role and every backup read them: a certificate, which does not, encrypts them. With keys
/// one can sign in as anybody.
/// </summary>
internal static class KeyEncryption
{
    public const string FileSetting = "Keys:CertificateFile";
    private const string PasswordSetting = "Keys:CertificatePassword";
    private const string PreviousSetting = "Keys:PreviousCertificateFiles";

    /// <summary>Without the setting keys stay as they are; <c>doctor</c> says so.</summary>
    public static IDataProtectionBuilder EncryptKeys(this IDataProtectionBuilder builder, IConfiguration configuration)
    {
        var password = configuration[PasswordSetting];
        if (configuration[FileSetting] is { Length: > 0 } file)
        {
            builder.ProtectKeysWithCertificate(Load(FileSetting, file, password));
        }

        // Keys that an earlier certificate encrypted are read with it until they expire.
        var previous = configuration.GetSection(PreviousSetting).GetChildren().Where(c => c.Value is { Length: > 0 });
        return builder.UnprotectKeysWithAnyCertificate([.. previous.Select(c => Load(c.Path, c.Value!, password))]);
    }

    private static X509Certificate2 Load(string setting, string file, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return certificate.HasPrivateKey
                ? certificate
                : throw new SettingException(setting, $"names {file}, which holds no private key; make one with the verb keys create.");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(setting, $"names {file}, which cannot be read as a PKCS #12 file: {e.Message}", e);
        }
    }
}
