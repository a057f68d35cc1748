<?php
// Plesk: the extension's page, opened for one subscription (?site_id=…). The node's address and the administrator's name and password are the
// extension's settings, which only its server side reads: plesk ext pratique --set … (pm_Settings, the password encrypted).
require_once __DIR__ . '/../library/pratique.php';
require_once __DIR__ . '/../library/embed.php';

class IndexController extends pm_Controller_Action
{
    public function indexAction(): void
    {
        $domain = $this->customersDomain();
        $this->view->pageTitle = 'Mail quarantine';
        $this->view->embed = pratique_embed(pm_Settings::get('url'), pm_Context::getActionUrl('index', 'ticket') . '?site_id=' . $domain->getId());
    }

    // Plesk's own token of forms has been checked by then: it comes with every POST (forgery_protection_token).
    public function ticketAction(): void
    {
        $domain = $this->customersDomain();
        $this->_helper->viewRenderer->setNoRender();
        $this->getResponse()->setHeader('Content-Type', 'text/plain', true)->setHeader('Cache-Control', 'no-store', true);
        try {
            $ticket = pratique_ticket(
                pm_Settings::get('url'), pm_Settings::get('login'), pm_Settings::getDecrypted('password'),
                $domain->getName(), (string) pm_Session::getClient()->getId()
            );
            $this->getResponse()->setBody($ticket);
        } catch (PratiqueError $error) {
            pm_Log::err($error->getMessage());
            $this->getResponse()->setHttpResponseCode(502);
        }
    }

    private function customersDomain(): pm_Domain
    {
        $id = (int) $this->getRequest()->getParam('site_id');
        if (!pm_Session::getClient()->hasAccessToDomain($id)) {
            throw new pm_Exception('This domain is not yours.');
        }
        return pm_Domain::getByDomainId($id);
    }
}
