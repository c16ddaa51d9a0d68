<?php
// An application as its authors write it, with phpCAS as Debian packs it. Run by PHP's own server, every address comes here.
// The deprecation that Debian's CAS.php announces is not ours.
error_reporting(E_ALL & ~E_USER_DEPRECATED & ~E_DEPRECATED);
require_once 'CAS.php';

$settings = json_decode(getenv('APPLICATION'), true);
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
header('content-type: text/html; charset=utf-8');

$where = [constant($settings['version']), $settings['host'], $settings['port'], '/cas', $settings['origin']];
if (isset($settings['callback'])) {
    phpCAS::proxy(...$where);
    phpCAS::setFixedCallbackURL($settings['callback']);
    phpCAS::setPGTStorageFile($settings['folder']);
} else {
    phpCAS::client(...$where);
}
if ($settings['mayBeAsked'] ?? false) phpCAS::allowProxyChain(new CAS_ProxyChain_Any());
phpCAS::setCasServerCACert($settings['certificate']);
phpCAS::handleLogoutRequests(true, ['localhost']);

switch ($path) {
    case '/public':
        phpCAS::checkAuthentication();
        break;
    case '/again':
        phpCAS::renewAuthentication();
        break;
    case '/sign-out':
        phpCAS::logoutWithRedirectService($settings['origin'] . '/bye');
        break;
    case '/bye':
        exit('<p>Goodbye.</p>');
    default:
        phpCAS::forceAuthentication();
}

if ($path === '/menu') {
    // Asks another application in the name of the person.
    $canteen = phpCAS::getProxiedService(PHPCAS_PROXIED_SERVICE_HTTP_GET);
    $canteen->setUrl($settings['asks']);
    try {
        $canteen->send();
    } catch (CAS_ProxyTicketException) {
        exit('<p>It cannot be asked.</p>');
    }
    exit("<p>The canteen says:</p>\n" . $canteen->getResponseBody());
}
if (!phpCAS::isAuthenticated()) exit('<p>Hello, stranger.</p>');
echo '<p>Hello, ', htmlspecialchars(phpCAS::getUser()), ".</p>\n";
foreach (phpCAS::getProxies() as $proxy) echo '<p>Through ', htmlspecialchars($proxy), ".</p>\n";
foreach (phpCAS::getAttributes() as $name => $value) {
    echo '<p>', htmlspecialchars($name), ' is ', htmlspecialchars(implode(', ', (array) $value)), ".</p>\n";
}
